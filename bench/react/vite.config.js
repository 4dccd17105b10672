// The names of the files carry a hash that the gateway keeps them by.
const hashed = "assets/[name]-[hash:16][extname]";
const output = { hashCharacters: "hex", entryFileNames: "assets/[name]-[hash:16].js", assetFileNames: hashed };
export default { base: "./", esbuild: { jsx: "automatic" }, build: { rollupOptions: { output } } };
