import type { PictureFormat } from "$lib/ipc/bindings";

/** The forms in which a picture is saved. */
export const PICTURE_FORMATS: Record<PictureFormat, { name: string; use: string }> = {
  svg: { name: "SVG", use: "to be scaled, for documents and the web" },
  png: { name: "PNG", use: "for programs that take no SVG" },
};
