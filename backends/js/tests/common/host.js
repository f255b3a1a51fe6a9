// Runs a program whose platform is this file.
const fs = require('fs');

const shown = [];
const show = (x) => shown.push(`${x}\n`);
const end = (status) => {
  fs.writeSync(1, shown.join(''));
  process.exit(status);
};
const hex = (x) => BigInt.asUintN(64, x).toString(16).padStart(16, '0');
const float = (x) => (Object.is(x, -0) ? '-0' : Number.isFinite(x) ? digits(x) : String(x).replace('Infinity', 'inf'));

// As C prints it with %.17g.
function digits(x) {
  const [mantissa, exponent] = x.toExponential(16).split('e');
  const e = Number(exponent);
  if (e < -4 || e >= 17) {
    const sign = e < 0 ? '-' : '+';
    return `${mantissa.replace(/\.?0+$/, '')}e${sign}${String(Math.abs(e)).padStart(2, '0')}`;
  }
  const fixed = x.toFixed(Math.min(16 - e, 100));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

let memory;
let top = 1 << 20;
const view = () => new DataView(memory.buffer);

function malloc(size) {
  const at = top;
  top += (size + 15) & ~15;
  return at;
}

function text(at) {
  const bytes = [];
  for (let i = at; view().getUint8(i); i++) bytes.push(view().getUint8(i));
  return String.fromCharCode(...bytes);
}

const unsigned = (x) => BigInt.asUintN(64, x);
const host = {
  show_i: show,
  show_u: (x) => show(unsigned(x)),
  show_f: (x) => show(float(x)),
  show_w: (low, high) => show(hex(high) + hex(low)),
  platform_start() {},
  platform_finish: (status) => end(status),
  platform_argc: () => 1,
  platform_argv: () => 0,
  platform_malloc: malloc,
  platform_calloc: malloc,
  platform_free() {},
  platform_traceback() {},
  platform_fatal_exception(etype, name) {
    process.stderr.write(`Fatal RPython error: ${text(name)}\n`);
    end(134);
  },
  platform_fatal_error(at, chars, length) {
    process.stderr.write(`${text(at + chars)}\n`);
    end(134);
  },
  platform_divide(low, high, divisorLow, divisorHigh, out) {
    const a = (unsigned(high) << 64n) | unsigned(low);
    const b = (unsigned(divisorHigh) << 64n) | unsigned(divisorLow);
    [a / b, a % b].forEach((x, i) => {
      view().setBigUint64(out + 16 * i, unsigned(x), true);
      view().setBigUint64(out + 16 * i + 8, x >> 64n, true);
    });
  },
};

// Otherwise it comes later, and the process has ended by then.
process.emitWarning = (warning) => fs.writeSync(2, `${warning.message ?? warning}\n`);

const { run } = require(process.argv[2]);
run({
  imports: { host },
  warmup: Number(process.argv[3]),
  stderr: (bytes) => process.stderr.write(bytes),
  onInstance: (instance, wasi) => {
    memory = wasi.memory;
  },
});
