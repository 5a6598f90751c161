import { describe, expect, test } from "vitest";
import { chooseCloud, GOVERNMENT, isServiceUrl, mayBePrivate } from "#adapters/teams/cloud.ts";

const none = {
  channelService: "",
  openIdUrl: "",
  loginUrl: "",
  serviceHosts: [],
  privateReplies: true,
};
const world = chooseCloud(none);
const government = chooseCloud({ ...none, channelService: GOVERNMENT });

describe("a token goes to Microsoft's own addresses alone", () => {
  test.each([
    "https://smba.trafficmanager.net/amer/",
    "https://smba.trafficmanager.net/teams/",
    "https://smba.infra.gcc.teams.microsoft.com/gcc",
  ])("%s is Teams", (url) => {
    expect(isServiceUrl(world, url)).toBe(true);
  });

  test.each([
    "http://smba.trafficmanager.net/teams/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://evil.example/smba.trafficmanager.net/",
    "https://smba.trafficmanager.net@evil.example/",
    "https://name:word@smba.trafficmanager.net/",
    "https://smba.trafficmanager.net:8443/",
    "https://127.0.0.1/",
    "http://127.0.0.1:3000/",
    "//smba.trafficmanager.net/",
    "javascript:alert(1)",
    "",
  ])("%s is not", (url) => {
    expect(isServiceUrl(world, url)).toBe(false);
  });

  test("a government's bot speaks to its own cloud, and to no other", () => {
    expect(government.issuer).toBe("https://api.botframework.us");
    expect(isServiceUrl(government, "https://smba.infra.gov.teams.microsoft.us/gcch")).toBe(true);
    expect(isServiceUrl(government, "https://smba.infra.dod.teams.microsoft.us/dod")).toBe(true);
    expect(isServiceUrl(government, "https://smba.trafficmanager.net/teams/")).toBe(false);
    expect(isServiceUrl(world, "https://smba.infra.gov.teams.microsoft.us/gcch")).toBe(false);
  });

  test("a reply for one person alone goes only where such replies are surely known", () => {
    expect(mayBePrivate(world, "https://smba.trafficmanager.net/amer/")).toBe(true);
    expect(mayBePrivate(world, "https://smba.infra.gcc.teams.microsoft.com/gcc")).toBe(false);
    expect(mayBePrivate(government, "https://smba.infra.gov.teams.microsoft.us/gcch")).toBe(false);
    const off = chooseCloud({ ...none, privateReplies: false });
    expect(mayBePrivate(off, "https://smba.trafficmanager.net/amer/")).toBe(false);
  });

  test("a host of one's own is named with its port, and http only on this machine", () => {
    const own = chooseCloud({ ...none, serviceHosts: ["127.0.0.1:4000", "teams.example.org"] });
    expect(isServiceUrl(own, "http://127.0.0.1:4000/teams/")).toBe(true);
    expect(isServiceUrl(own, "http://127.0.0.1:4001/teams/")).toBe(false);
    expect(isServiceUrl(own, "https://teams.example.org/")).toBe(true);
    expect(isServiceUrl(own, "http://teams.example.org/")).toBe(false);
  });
});
