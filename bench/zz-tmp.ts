import { measureHanging } from "./push-hanging.ts";

await measureHanging();
