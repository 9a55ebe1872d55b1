import type { Context } from "hono";
import * as v from "valibot";
import { cleanImage, nameMedium } from "../article/images/measure-image.ts";
import { nameSize, type PictureKey, SIZE_PARTS, type SizePart } from "../article/images/picture-sizes.ts";
import { MAX_REQUEST_BYTES } from "../article/limits.ts";
import type { ReceivedSize } from "../feed/publishing/publication-store.ts";
import { sha256Hex } from "../lib/digest.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { type ApiProblem, answerProblem } from "./problems.ts";
import type { PublishingEnv } from "./publishing-inputs.ts";

type PicturesContext = Context<PublishingEnv>;

const NOT_STORED = { "Cache-Control": "no-store" };
const ORIGINAL = /^[0-9a-f]{32}\.[a-z\d]{1,8}$/;
const QUESTION = v.object({ originals: v.pipe(v.array(v.pipe(v.string(), v.regex(ORIGINAL))), v.maxLength(20_000)) });

/** Of the originals that a publisher names, those that the store has no sizes of, and those that it does not hold themselves. */
export async function postPictures(c: PicturesContext): Promise<Response> {
  const question = v.safeParse(QUESTION, await c.req.json().catch(() => undefined));
  if (!question.success) {
    const detail = 'The body must be {"originals": […]} with at most 20000 names of media.';
    return answerProblem({ reason: "parameter-invalid", detail });
  }
  const { originals } = question.output;
  const { store } = c.var.publishing.ports;
  const pictures = await store.findPictures(originals);
  const held = await store.findMedia(originals);
  const body = {
    lacking: originals.filter((name) => !pictures.has(name)),
    notHeld: originals.filter((name) => !held.has(name)),
  };
  return Response.json(body, { headers: NOT_STORED });
}

/**
 * Stores the sizes of one picture: a form with a part `main`, and parts `set`, `thumbnail` and `moving`. They are not public until
 * an article shows the picture. Sizes that are stored already stay as they are.
 */
export async function putPicture(c: PicturesContext): Promise<Response> {
  const original = c.req.param("original") ?? "";
  const recipe = Number(c.req.query("recipe"));
  if (!ORIGINAL.test(original) || !Number.isInteger(recipe) || recipe < 1) {
    const detail = "Wanted the media name of an original, and the number of a recipe as ?recipe=1.";
    return answerProblem({ reason: "parameter-invalid", detail });
  }
  if (Number(c.req.header("content-length") ?? 0) > MAX_REQUEST_BYTES) {
    return answerProblem({ reason: "body-too-large", limitBytes: MAX_REQUEST_BYTES });
  }
  const { ports } = c.var.publishing;
  if ((await ports.store.findPictures([original])).has(original))
    return new Response(null, { status: 204, headers: NOT_STORED });
  const form = await c.req.raw.formData().catch((error: unknown) => String(error));
  if (typeof form === "string") return answerProblem({ reason: "form-invalid", detail: form });
  const sizes = await readSizes(form, { original, recipe });
  if (!sizes.ok) return answerProblem(sizes.problem);
  await ports.store.savePicture({ original, recipe }, sizes.value, ports.now);
  return new Response(null, { status: 201, headers: NOT_STORED });
}

async function readSizes(form: FormData, key: PictureKey): Promise<Result<readonly ReceivedSize[], ApiProblem>> {
  const sizes: ReceivedSize[] = [];
  for (const part of SIZE_PARTS) {
    for (const file of form.getAll(part)) {
      if (!(file instanceof File))
        return fail({ reason: "form-invalid", detail: `Each part \`${part}\` must be a file.` });
      const size = await readSize(file, part, key);
      if (!size.ok) return size;
      sizes.push(size.value);
    }
  }
  const mains = sizes.filter(({ part }) => part === "main").length;
  return mains === 1
    ? succeed(sizes)
    : fail({ reason: "form-invalid", detail: "The form needs one file part named `main`." });
}

/** Type, size and name are computed here from the bytes, and not taken from the publisher. */
async function readSize(file: File, part: SizePart, key: PictureKey): Promise<Result<ReceivedSize, ApiProblem>> {
  const read = cleanImage(new Uint8Array(await file.arrayBuffer()));
  if (!read.ok) return fail({ reason: "image-invalid", findings: [read.problem] });
  const { bytes, extension, mediaType, width, height } = read.value;
  const digestName = nameMedium(await sha256Hex(bytes), extension);
  const name = digestName === key.original ? digestName : await nameSize(key, part, { width, extension });
  return succeed({ part, medium: { name, mediaType, sizeBytes: bytes.length, width, height }, bytes });
}
