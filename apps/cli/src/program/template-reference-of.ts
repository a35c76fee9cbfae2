import { SourceText } from '@weitiao/study';
import type { TemplateReference } from '@weitiao/tokenizer';

/** `chat`, or `{ use: chat, variables: … }` in YAML. @throws StudyError */
export function templateReferenceOf(text: string): TemplateReference {
  return SourceText.parse('--template', text).value as TemplateReference;
}
