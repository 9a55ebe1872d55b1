import { AsyncLocalStorage } from "node:async_hooks";

/** The version of the renderers in the isolate that is answering, for tests that put it in the place of RENDERER_VERSION. */
export const rendererVersions = new AsyncLocalStorage<string>();
