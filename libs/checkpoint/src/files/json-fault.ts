const blank = /[ \t\n\r]*/y;
const quoted = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const plain = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

type Wanted =
  | 'a value'
  | 'a value or "]"'
  | 'a key in quotes'
  | 'a key in quotes or "}"'
  | '":"'
  | '"," or "}"'
  | '"," or "]"'
  | 'the end';

/** Where a text that is no JSON stops being JSON, counted from 1, and what should stand there. Never recurses. */
export function jsonFault(text: string): { line: number; column: number; wanted: string; came: string } {
  const { at, wanted } = stop(text);
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const came = at >= text.length ? 'the end of the file' : JSON.stringify(text.slice(at, at + 20).split('\n')[0]);
  return { line, column: at - before.lastIndexOf('\n'), wanted, came };
}

function stop(text: string): { at: number; wanted: Wanted } {
  const open: string[] = [];
  let at = 0;
  let wanted: Wanted = 'a value';
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const after = (): Wanted => (open.length === 0 ? 'the end' : open.at(-1) === '{' ? '"," or "}"' : '"," or "]"');

  for (;;) {
    take(blank);
    const character = text[at];
    if (wanted === 'the end' && character === undefined) return { at, wanted };
    if (wanted.endsWith(`"${character}"`) && (character === '}' || character === ']')) {
      open.pop();
      at += 1;
      wanted = after();
    } else if (wanted.startsWith('a value')) {
      if (character === '{' || character === '[') {
        open.push(character);
        at += 1;
        wanted = character === '{' ? 'a key in quotes or "}"' : 'a value or "]"';
      } else if (take(quoted) || take(plain)) wanted = after();
      else return { at, wanted };
    } else if (wanted.startsWith('a key') && take(quoted)) wanted = '":"';
    else if (wanted === '":"' && character === ':') [at, wanted] = [at + 1, 'a value'];
    else if (wanted.startsWith('","') && character === ',') {
      at += 1;
      wanted = open.at(-1) === '{' ? 'a key in quotes' : 'a value';
    } else return { at, wanted };
  }
}
