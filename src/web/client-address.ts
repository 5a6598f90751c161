import { BlockList, isIP } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** Who asks, as far as limits are concerned. */
export interface Client {
  /** An IPv4 address, or the first half of an IPv6 one, which one household has to itself. */
  readonly key: string;
  /** True for a direct connection of this machine, with no word of a proxy in between. */
  readonly isHere: boolean;
}

/** Undefined where there is no connection, as in a test without a server. */
export type FindClient = (context: Context) => Client | undefined;

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const WITH_PORT = /^(?:(\d+\.\d+\.\d+\.\d+)|\[([^\]]+)\])(?::\d+)?$/;
const ZONE = /%.*$/;
const GROUPS = 8;
/** Of the groups of an IPv6 address: 64 bits. */
const OWN_GROUPS = 4;

/** Whether an address belongs to a list of addresses and ranges. */
export function createRanges(list: readonly string[]): (address: string) => boolean {
  const ranges = new BlockList();
  for (const each of list) {
    const [net = "", bits] = each.split("/");
    const family = familyOf(net);
    if (family === undefined) continue;
    if (bits === undefined) ranges.addAddress(net, family);
    else ranges.addSubnet(net, Number(bits), family);
  }
  return (address) => {
    const family = familyOf(address);
    return family !== undefined && ranges.check(address, family);
  };
}

function familyOf(address: string): "ipv4" | "ipv6" | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? "ipv4" : "ipv6";
}

const isLoopback = createRanges(["127.0.0.0/8", "::1"]);

/**
 * Finds who asks: the other end of the connection, or behind trusted proxies the right-most address of
 * X-Forwarded-For that is none of theirs. What stands left of it anybody can have written.
 */
export function createFindClient(trustedProxies: readonly string[]): FindClient {
  const isTrusted = createRanges(trustedProxies);
  return (context) => {
    const peer = plainOf(peerOf(context));
    if (peer === undefined) return undefined;
    const forwarded = context.req.header("x-forwarded-for");
    const isHere = isLoopback(peer) && forwarded === undefined;
    if (forwarded === undefined || !isTrusted(peer)) return { key: keyOf(peer), isHere };
    return { key: keyOf(lastUntrusted(peer, forwarded, isTrusted)), isHere };
  };
}

function peerOf(context: Context): string {
  return "incoming" in Object(context.env) ? (getConnInfo(context).remote.address ?? "") : "";
}

/** The nearest proxy itself, where the one before it is no address. */
function lastUntrusted(
  peer: string,
  forwarded: string,
  isTrusted: (address: string) => boolean,
): string {
  let nearest = peer;
  for (const each of forwarded.split(",").toReversed()) {
    const address = plainOf(each.trim());
    if (address === undefined) return nearest;
    nearest = address;
    if (!isTrusted(address)) return nearest;
  }
  return nearest;
}

/** Without port, brackets and zone; an IPv4 address within IPv6 as itself. Undefined for no address. */
function plainOf(text: string): string | undefined {
  const [, four, six] = WITH_PORT.exec(text) ?? [];
  const address = (four ?? six ?? text).replace(ZONE, "");
  const plain = MAPPED.exec(address)?.[1] ?? address;
  return isIP(plain) === 0 ? undefined : plain;
}

/** One caller for limits: whoever has an IPv6 address has 2^64 of them. */
export function keyOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : GROUPS - left.length - right.length;
  const all = [...left, ...Array.from({ length: Math.max(missing, 0) }, () => "0"), ...right];
  return all
    .slice(0, OWN_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
