import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Platform } from "#ports/chat.ts";
import type { Figures, Metrics } from "#ports/metrics.ts";

/** From half a millisecond, which SQLite needs, to a second. */
const TRANSACTION_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
/** A platform may take its time, and is given up after half a minute. */
const DELIVERY_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Every state of a message that is not at its end. */
const OPEN_STATES = ["waiting", "leased"];
const MS = 1000;

/** Counts for Prometheus, in a registry of its own. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counts = createCounts(registers);
  const show = createGauges(registers);
  new Gauge({
    name: "groundswell_build_info",
    help: "1, with the version that runs.",
    labelNames: ["version"],
    registers,
  }).set({ version }, 1);
  return {
    ...counts,
    print: async (figures) => {
      show(figures);
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
    watchProcess: () => collectDefaultMetrics({ register: registry }),
  };
}

type Registers = Registry[];

function createCounts(registers: Registers): Omit<Metrics, "print" | "watchProcess"> {
  const { requests, requestSeconds } = createRequestCounts(registers);
  const deliveries = new Counter({
    name: "groundswell_deliveries_total",
    help: "Attempts to deliver a message, by how they ended.",
    labelNames: ["platform", "outcome"],
    registers,
  });
  const deliverySeconds = new Histogram({
    name: "groundswell_delivery_duration_seconds",
    help: "How long a platform took for one attempt.",
    labelNames: ["platform"],
    buckets: DELIVERY_SECONDS,
    registers,
  });
  const events = new Counter({
    name: "groundswell_chat_events_total",
    help: "What people did in chat, by the kind of the answer.",
    labelNames: ["platform", "kind", "result"],
    registers,
  });
  const transactions = new Histogram({
    name: "groundswell_store_transactions_seconds",
    help: "How long a transaction took, from asking for it until it was kept or had failed.",
    buckets: TRANSACTION_SECONDS,
    registers,
  });
  return {
    countRequest: ({ seconds, ...labels }) => {
      requests.inc(labels);
      requestSeconds.observe(labels, seconds);
    },
    countDelivery: ({ platform, outcome, seconds }) => {
      deliveries.inc({ platform, outcome });
      deliverySeconds.observe({ platform }, seconds);
    },
    countEvent: ({ platform, kind, result }) => events.inc({ platform, kind, result }),
    countTransaction: (seconds) => transactions.observe(seconds),
  };
}

function createRequestCounts(registers: Registers) {
  const labelNames = ["method", "route", "status"];
  return {
    requests: new Counter({
      name: "groundswell_http_requests_total",
      help: "Requests that were answered.",
      labelNames,
      registers,
    }),
    requestSeconds: new Histogram({
      name: "groundswell_http_request_duration_seconds",
      help: "How long an answer took.",
      labelNames,
      registers,
    }),
  };
}

/** What is looked up when somebody asks; what is not known then is left out. */
function createGauges(registers: Registers): (figures: Figures) => void {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `groundswell_${name}`, help, labelNames, registers });
  const up = gauge("database_up", "1 if the database answered, else 0.");
  const loop = gauge("loop_age_seconds", "How long ago the worker's loop last got on.");
  const open = gauge("outbox_messages", "Messages that are not at their end.", [
    "platform",
    "state",
  ]);
  const oldest = gauge(
    "outbox_oldest_seconds",
    "How long ago the oldest message that still waits was due; 0 if none is due.",
    ["platform"],
  );
  const late = gauge(
    "schedule_late_seconds",
    "How late the next planned thing is; 0 if it is not.",
  );
  const overdueCount = gauge("schedules_overdue", "Campaigns that should have run and have not.");
  const stoppedCount = gauge("sending_stopped", "Districts in which all sending is stopped.");
  const showBackup = backupGauge(registers);
  return ({ now, platforms, pulse, loopAgeSeconds, backupAt, overdue = 0, stopped = 0 }) => {
    overdueCount.set(overdue);
    stoppedCount.set(stopped);
    for (const each of [open, oldest, late]) each.reset();
    showBackup(backupAt, now);
    up.set(Number(pulse !== undefined));
    loop.set(loopAgeSeconds);
    if (!pulse) return;
    late.set(ageOf(pulse.nextScheduledAt, now));
    for (const each of [...platforms.flatMap(noneOpen), ...pulse.open]) {
      const { platform, state, count } = each;
      open.set({ platform, state }, count);
      if (state === "waiting") oldest.set({ platform }, ageOf(each.oldestDueAt, now));
    }
  };
}

/** Not there before the first copy: an age of 0 would be wrong. */
function backupGauge(registers: Registers) {
  const help = "How old the newest copy of the database is.";
  let gauge: Gauge | undefined;
  return (at: Date | undefined, now: Date): void => {
    if (!at) return;
    gauge ??= new Gauge({ name: "groundswell_backup_age_seconds", help, registers });
    gauge.set(ageOf(at, now));
  };
}

/** Zeros, for a platform with nothing to send. */
function noneOpen(platform: Platform) {
  return OPEN_STATES.map((state) => ({ platform, state, count: 0, oldestDueAt: undefined }));
}

/** Seconds since then; 0 for what lies ahead, and for nothing. */
function ageOf(at: Date | undefined, now: Date): number {
  return at ? Math.max(0, (now.getTime() - at.getTime()) / MS) : 0;
}
