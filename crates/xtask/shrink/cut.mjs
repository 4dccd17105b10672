// What is never called, or says nothing that anyone sees, is cut out.

// Streams of leptos's server functions: nothing here calls them, but wasm-bindgen exports them.
// Not by a generic function's name, such as that of a drop: of several that are alike the linker
// keeps one, under the name of any of them.
const NEVER_CALLED = /^(<wasm_streams::|(__wbg_)?intounderlying|js_sys::futures::future_to_promise::)/;
// What leads to a closure alone.
const SHIM = /^core::ops::function::FnOnce::call_once/;
// A panic is a trap: boot.js shows its block for it, as for a stack that is full. What it would
// say goes to nobody but the console, whose stack tells where it was.
const PANIC = new RegExp(
  [
    "core::panicking::",
    "core::option::(unwrap|expect)_failed",
    "core::result::unwrap_failed",
    "core::cell::(panic_already_|lazy::panic_poisoned)",
    "core::slice::index::slice_\\w*fail",
    "core::str::slice_error_fail",
    "alloc::raw_vec::(handle_error|capacity_overflow)",
    "alloc::alloc::handle_alloc_error",
    "std::alloc::rust_oom",
    "std::panicking::",
    "std::thread::local::panic_access_error",
    "__rustc::rust_panic",
    // What only panics put into words; not that of a generic type, for the reason above.
    "<&?[iu]size as core::fmt::Debug>::fmt",
    "<wasm_bindgen::JsValue as core::fmt::Debug>::fmt",
    "<async_once_cell::QuickInitGuard as core::fmt::Debug>::fmt",
    "<?core::fmt::builders::",
  ]
    .map((name) => `^${name}`)
    .join("|"),
);

/** A function's name as Rust writes it, without the hashes of crates. */
const plain = (name) => name.replace(/\[[0-9a-f]{16}\]/g, "");

/** The module without them; of its exports only those of `kept` names stay. Bodies go as well as
 *  exports: a table of functions still refers to them. */
export function cut(binaryen, bytes, kept) {
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(bytes);
  for (let index = module.getNumExports() - 1; index >= 0; index -= 1) {
    const { name } = binaryen.getExportInfo(module.getExportByIndex(index));
    if (NEVER_CALLED.test(name) || !kept.includes(name)) module.removeExport(name);
  }
  refuseCalled(module);
  let never = 0;
  let panics = 0;
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const ref = module.getFunctionByIndex(index);
    const { name, module: from } = binaryen.getFunctionInfo(ref);
    if (from) continue;
    const isPanic = PANIC.test(plain(name));
    if (NEVER_CALLED.test(name) || isPanic) {
      binaryen.Function.setBody(ref, module.unreachable());
      if (isPanic) panics += 1;
      else never += 1;
    }
  }
  if (never === 0 || panics < 10) throw new Error("The wasm has no names: strip must leave them to this step.");
  return module.emitBinary();
}

/** What is kept must call nothing that is cut as never called. */
function refuseCalled(module) {
  for (const [, caller, body] of module.emitText().matchAll(/^ \(func \$("[^"]*"|\S+)([^]*?)^ \)$/gm)) {
    const name = caller.replaceAll('"', "");
    if (NEVER_CALLED.test(name) || SHIM.test(name)) continue;
    for (const [, callee] of body.matchAll(/call \$("[^"]*"|[^\s)]+)/g)) {
      if (NEVER_CALLED.test(callee.replaceAll('"', ""))) {
        throw new Error(`${name} calls ${callee}: it is needed.`);
      }
    }
  }
}

/** The names of a module's own functions, in their order. */
export function functionNames(binaryen, bytes) {
  const module = binaryen.readBinary(bytes);
  const all = Array.from({ length: module.getNumFunctions() }, (_, index) =>
    binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
  );
  return all.filter(({ module: from }) => !from).map(({ name }) => name);
}
