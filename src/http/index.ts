/** The package's entry `edgewire/http`. */
export { acceptsGzip, chooseMediaType } from "./negotiation.ts";
export { type Conditions, isNotModified, listTags, namesTag, type Validators } from "./validators.ts";
