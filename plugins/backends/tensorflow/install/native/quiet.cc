// TensorFlow writes notes to stderr while its library is being loaded, before it reads TF_CPP_MIN_LOG_LEVEL.
// This module answers for it how severe a message has to be. It is loaded first and into the global scope, where the
// dynamic linker looks before it looks into TensorFlow itself.
#include <node_api.h>

#include "absl/base/config.h"
#include "absl/base/log_severity.h"
#include "absl/log/globals.h"

namespace absl {
ABSL_NAMESPACE_BEGIN
LogSeverityAtLeast MinLogLevel() { return LogSeverityAtLeast::kError; }
ABSL_NAMESPACE_END
}  // namespace absl

NAPI_MODULE_INIT() { return exports; }
