import { describe, expect, it } from "vitest";
import { networkOf } from "../../src/audience/client-network.ts";

describe("a client is counted by", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1", "its IPv4 address"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2", "its /64"],
    ["2001:db8:1:2::9", "2001:db8:1:2", "its /64, before zeros that are left out"],
    ["2001:db8::1", "2001:db8:0:0", "zeros left out"],
    ["::1", "0:0:0:0", "zeros in front"],
    ["1::2:3:4:5:6", "1:0:0:2", "zeros within the /64"],
    ["::ffff:192.0.2.1", "192.0.2.1", "the IPv4 address inside"],
    ["", "", "nothing where there is none"],
  ])("%s: %s (%s)", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it("the same network with any end of its address", () => {
    const ends = ["::1", ":aaaa:bbbb:cccc:dddd", ":0:0:0:7"];
    expect(new Set(ends.map((end) => networkOf(`2001:db8:7:8${end}`)))).toEqual(new Set(["2001:db8:7:8"]));
  });
});
