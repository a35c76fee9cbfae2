import { checkName, rebuilt } from './allowed-names.js';
import { ByteReader } from './byte-reader.js';
import { PythonName, Storage, Tuple, type Pickled } from './pickled.js';
import { PickleStack } from './pickle-stack.js';
import { RefusedPickleError, refuseUnless } from './refused.js';

type Operation = (stack: PickleStack, bytes: ByteReader) => void;

const call: Operation = (stack) => {
  const given = stack.pop();
  const name = stack.pop();
  refuseUnless(name instanceof PythonName && given instanceof Tuple, 'it calls what is no function');
  stack.push(rebuilt(name.path, given.items));
};

const named = (path: string): PythonName => {
  checkName(path);
  return new PythonName(path);
};

/** Persistent ids are PyTorch's way to name a storage: ('storage', class, key, device, elements). */
const persistent: Operation = (stack) => {
  const id = stack.pop();
  const [word, kind, key, , size] = id instanceof Tuple ? id.items : [];
  refuseUnless(
    word === 'storage' && kind instanceof PythonName && typeof key === 'string' && typeof size === 'number',
    'it refers to something outside that is no storage of a tensor',
  );
  stack.push(new Storage(kind.path.replace('torch.', ''), key, size));
};

/** Sets attributes of an object. PyTorch does so with the `_metadata` of a state dict, which says nothing of the weights. */
const build: Operation = (stack) => {
  stack.pop();
  refuseUnless(stack.top() instanceof Map, 'it sets attributes of what is no dictionary');
};

const tupleOf =
  (count: number): Operation =>
  (stack) =>
    stack.push(new Tuple(Array.from({ length: count }, () => stack.pop()).reverse()));

const append = (stack: PickleStack, items: readonly Pickled[]): void => {
  const list = stack.top();
  refuseUnless(Array.isArray(list), 'it appends to what is no list');
  list.push(...items);
};

const setItems = (stack: PickleStack, items: readonly Pickled[]): void => {
  const dictionary = stack.top();
  refuseUnless(dictionary instanceof Map && items.length % 2 === 0, 'it sets items of what is no dictionary');
  for (let i = 0; i < items.length; i += 2) dictionary.set(items[i]!, items[i + 1]!);
};

/** The operations of pickle protocols 2 to 5 (Python's pickletools) that a state dict needs. */
const operations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x80, (_, bytes) => refuseUnless(bytes.byte() <= 5, 'it is of a pickle protocol beyond 5')], // PROTO
  [0x95, (_, bytes) => void bytes.unsigned64()], // FRAME
  [0x28, (stack) => stack.mark()], // MARK
  [0x30, (stack) => void stack.pop()], // POP
  [0x4e, (stack) => stack.push(null)], // NONE
  [0x88, (stack) => stack.push(true)], // NEWTRUE
  [0x89, (stack) => stack.push(false)], // NEWFALSE
  [0x4b, (stack, bytes) => stack.push(bytes.byte())], // BININT1
  [0x4d, (stack, bytes) => stack.push(bytes.unsigned16())], // BININT2
  [0x4a, (stack, bytes) => stack.push(bytes.signed32())], // BININT
  [0x8a, (stack, bytes) => stack.push(bytes.integer(bytes.byte()))], // LONG1
  [0x47, (stack, bytes) => stack.push(bytes.float64())], // BINFLOAT
  [0x8c, (stack, bytes) => stack.push(bytes.text(bytes.byte()))], // SHORT_BINUNICODE
  [0x58, (stack, bytes) => stack.push(bytes.text(bytes.unsigned32()))], // BINUNICODE
  [0x8d, (stack, bytes) => stack.push(bytes.text(bytes.unsigned64()))], // BINUNICODE8
  [0x43, (stack, bytes) => stack.push(bytes.take(bytes.byte()))], // SHORT_BINBYTES
  [0x42, (stack, bytes) => stack.push(bytes.take(bytes.unsigned32()))], // BINBYTES
  [0x5d, (stack) => stack.push([])], // EMPTY_LIST
  [0x7d, (stack) => stack.push(new Map())], // EMPTY_DICT
  [0x29, (stack) => stack.push(new Tuple([]))], // EMPTY_TUPLE
  [0x85, tupleOf(1)], // TUPLE1
  [0x86, tupleOf(2)], // TUPLE2
  [0x87, tupleOf(3)], // TUPLE3
  [0x74, (stack) => stack.push(new Tuple(stack.sinceMark()))], // TUPLE
  [0x61, (stack) => append(stack, [stack.pop()])], // APPEND
  [0x65, (stack) => append(stack, stack.sinceMark())], // APPENDS
  [0x73, (stack) => setItems(stack, [stack.pop(), stack.pop()].reverse())], // SETITEM
  [0x75, (stack) => setItems(stack, stack.sinceMark())], // SETITEMS
  [0x71, (stack, bytes) => stack.remember(bytes.byte())], // BINPUT
  [0x72, (stack, bytes) => stack.remember(bytes.unsigned32())], // LONG_BINPUT
  [0x94, (stack) => stack.remember()], // MEMOIZE
  [0x68, (stack, bytes) => stack.recall(bytes.byte())], // BINGET
  [0x6a, (stack, bytes) => stack.recall(bytes.unsigned32())], // LONG_BINGET
  [0x63, (stack, bytes) => stack.push(named(`${bytes.line()}.${bytes.line()}`))], // GLOBAL
  [0x93, (stack) => stack.push(named([stack.pop(), stack.pop()].reverse().join('.')))], // STACK_GLOBAL
  [0x51, persistent], // BINPERSID
  [0x52, call], // REDUCE
  [0x62, build], // BUILD
]);

const stop = 0x2e;

/**
 * Reads a pickle without executing it: names are looked up in a list of the few that a state dict needs, and everything else is refused by name.
 * @throws RefusedPickleError
 */
export function unpickle(content: Uint8Array): Pickled {
  const bytes = new ByteReader(content);
  const stack = new PickleStack();
  for (let code = bytes.byte(); code !== stop; code = bytes.byte()) {
    const operation = operations.get(code);
    if (!operation)
      throw new RefusedPickleError(
        `it holds the operation 0x${code.toString(16)}, which a file of weights does not need`,
      );
    operation(stack, bytes);
  }
  return stack.pop();
}
