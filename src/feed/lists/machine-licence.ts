import { type MachineLicence, reservesMining } from "../../article/profile/machine-licence.ts";
import { attribute, emptyElement, parentElement, textElement, XML_DECLARATION } from "../../lib/xml.ts";
import { RSL_NAMESPACE } from "../publication/licence-extension.ts";

const permits = textElement("permits", ' type="usage"');
const prohibits = textElement("prohibits", ' type="usage"');
const terms = textElement("standard");
const type = attribute("type");

/** RSL 1.0: what may be done with everything below PUBLIC_URL. */
export function renderRslLicence(licence: MachineLicence, publicUrl: string): string {
  const license = parentElement("license")(
    "",
    permits(licence.permits.join(",")) + prohibits(licence.prohibits.join(",")) + renderPayment(licence),
  );
  const content = parentElement("content")(attribute("url")(`${publicUrl}/`), license);
  return XML_DECLARATION + parentElement("rsl")(attribute("xmlns")(RSL_NAMESPACE), content);
}

/** The terms of what is not paid for belong to a payment of the type `free` (RSL 1.0, `payment`). */
function renderPayment({ payment, terms: address }: MachineLicence): string {
  if (payment === undefined && address === undefined) return "";
  const attributes = type(payment ?? "free");
  return address === undefined
    ? emptyElement("payment")(attributes)
    : parentElement("payment")(attributes, terms(address));
}

/** TDM Reservation Protocol, 10 May 2024, §5: rules by location. */
export function renderTdmReservation(licence: MachineLicence): string {
  const reservation = reservesMining(licence) ? 1 : 0;
  return `${JSON.stringify([{ location: "/", "tdm-reservation": reservation, "tdm-policy": licence.terms }])}\n`;
}
