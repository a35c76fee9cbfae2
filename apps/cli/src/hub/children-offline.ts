/** Processes that are started meanwhile ask no hub either. */
export function childrenOffline(offline = false): Disposable {
  const before = process.env['HF_HUB_OFFLINE'];
  if (offline) process.env['HF_HUB_OFFLINE'] = '1';
  return {
    [Symbol.dispose]() {
      if (!offline) return;
      if (before === undefined) delete process.env['HF_HUB_OFFLINE'];
      else process.env['HF_HUB_OFFLINE'] = before;
    },
  };
}
