/** Placeholders of what a lead reads: calls, the growth of the waves, and each school's story. */
export const callSlots = {
  calls_return_requested: ["school", "names"],
  call_reason_return_requested: [],
  calls_call_me: ["school", "wave_name", "names"],
  call_reason_call_me: [],
  calls_check_back: ["school", "names"],
  call_reason_check_back: [],
  calls_unreachable: ["school", "wave_name", "names"],
  call_reason_unreachable: [],
  kind_answer_notice: [],
  kind_lead_reply: [],
  kind_pulse: [],
  kind_consent: [],
  kind_profile_check: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
