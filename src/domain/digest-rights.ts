/** Digests: whoever reads one reads their own; who else gets the district's is a lead's to say. */
export const digestRights = {
  /** Everybody may ask; there is one for those who lead schools. */
  showDigest: { everybody: "everywhere" },
  /** Also whoever was named for it. */
  readDigest: {
    everybody: "own",
    principal: "own_site",
    area_lead: "own_cluster",
    pl_lead: "everywhere",
  },
  /** Everybody may ask; each finds their own. */
  findLatestDigest: { everybody: "everywhere" },
  listDigestReaders: { pl_lead: "everywhere" },
  nameDigestReader: { pl_lead: "everywhere" },
} as const;
