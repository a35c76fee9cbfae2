/** Whether a file of a model folder, by its name, decides how texts become ids; config.json, which has a say in it too, is not meant. */
export const isTokenizerFile = (name: string): boolean =>
  /^(tokenizer[^/]*|special_tokens_map\.json|added_tokens\.json|chat_template\.(jinja|json)|vocab\.(json|txt)|merges\.txt|params\.json|[^/]*\.(model|tiktoken))$/.test(name); // prettier-ignore
