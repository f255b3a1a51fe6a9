// Small modules for the loader's tests, put together byte by byte.

const number = (n) => {
  const bytes = [];
  let more = true;
  while (more) {
    const low = n & 0x7f;
    n >>= 7;
    more = !((n === 0 && !(low & 0x40)) || (n === -1 && low & 0x40));
    bytes.push(more ? low | 0x80 : low);
  }
  return bytes;
};
const size = (n) => {
  const bytes = [];
  do {
    bytes.push((n & 0x7f) | (n > 0x7f ? 0x80 : 0));
    n >>>= 7;
  } while (n);
  return bytes;
};
const text = (s) => {
  const bytes = [...new TextEncoder().encode(s)];
  return [...size(bytes.length), ...bytes];
};
const list = (items) => [...size(items.length), ...items.flat()];
const section = (id, bytes) => [id, ...size(bytes.length), ...bytes];

export const I32 = 0x7f;
export const I64 = 0x7e;

/** Instructions of a function's body. */
export const op = {
  i32: (n) => [0x41, ...number(n)],
  i64: (n) => [0x42, ...number(n)],
  get: (n) => [0x20, ...size(n)],
  call: (n) => [0x10, ...size(n)],
  drop: [0x1a],
  load: (offset = 0) => [0x28, 2, ...size(offset)],
  store: (offset = 0) => [0x36, 2, ...size(offset)],
  unreachable: [0x00],
};

/**
 * A module: `imports` are [name, parameters] of WASI functions that give an i32 (or [name, parameters, []]), `functions` are
 * [name, parameters, body] without result, `data` are [address, text]; the last function is `_start`.
 */
export function makeModule({ imports = [], functions, data = [] }) {
  const types = [];
  imports.forEach(([, params, results = [I32]]) => types.push([0x60, ...list(params.map((p) => [p])), ...list(results.map((r) => [r]))]));
  functions.forEach(([, params]) => types.push([0x60, ...list(params.map((p) => [p])), 0]));
  const at = imports.length;
  const names = functions.map(([name], i) => [...size(at + i), ...text(name)]);
  return new Uint8Array([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, list(types)),
    ...section(2, list(imports.map(([name], i) => [...text('wasi_snapshot_preview1'), ...text(name), 0, ...size(i)]))),
    ...section(3, list(functions.map((_, i) => size(at + i)))),
    ...section(5, list([[0, 1]])),
    ...section(7, list([
      [...text('memory'), 2, 0],
      [...text('_start'), 0, ...size(at + functions.length - 1)],
    ])),
    ...section(10, list(functions.map(([, , body]) => {
      const code = [0, ...body.flat(), 0x0b];
      return [...size(code.length), ...code];
    }))),
    ...section(11, list(data.map(([address, content]) => [0, ...op.i32(address), 0x0b, ...text(content)]))),
    ...section(0, [...text('name'), ...section(1, list(names))]),
  ]);
}
