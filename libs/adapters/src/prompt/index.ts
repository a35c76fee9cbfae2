export { activation, chain, linearBlock, type Block } from './block.js';
export { encodedTokens, encoderName } from './encoded-tokens.js';
export { lstmBlock, type LstmShape } from './lstm-block.js';
