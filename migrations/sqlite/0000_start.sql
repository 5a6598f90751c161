CREATE TABLE `accounts` (
	`district_id` text NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`account` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`district_id`, `platform`, `workspace`, `account`)
);
--> statement-breakpoint
CREATE INDEX `accounts_by_person` ON `accounts` (`district_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `answer_pitfalls` (
	`district_id` text NOT NULL,
	`answer_id` text NOT NULL,
	`code` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`district_id`, `answer_id`, `code`),
	FOREIGN KEY (`district_id`,`answer_id`) REFERENCES `answers`(`district_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `answers` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`wave_id` text NOT NULL,
	`site_id` text NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`platform` text NOT NULL,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `answers_by_site` ON `answers` (`district_id`,`wave_id`,`site_id`);--> statement-breakpoint
CREATE TABLE `assignments` (
	`district_id` text NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`place_id` text NOT NULL,
	PRIMARY KEY(`district_id`, `person_id`, `role`, `place_id`),
	FOREIGN KEY (`district_id`,`person_id`) REFERENCES `persons`(`district_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `assignments_by_role` ON `assignments` (`district_id`,`role`,`place_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `calendar_days` (
	`district_id` text NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`student_end` text,
	PRIMARY KEY(`district_id`, `day`, `kind`, `label`)
);
--> statement-breakpoint
CREATE TABLE `call_tasks` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`wave_id` text NOT NULL,
	`site_id` text NOT NULL,
	`lead_id` text NOT NULL,
	`reason` text NOT NULL,
	`words` text NOT NULL,
	`created_on` text NOT NULL,
	`done_at` integer,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `call_tasks_by_site` ON `call_tasks` (`district_id`,`wave_id`,`site_id`);--> statement-breakpoint
CREATE TABLE `channels` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`site_id` text,
	`name` text NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `channels_by_site` ON `channels` (`district_id`,`site_id`);--> statement-breakpoint
CREATE TABLE `clusters` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`district_id` text NOT NULL,
	`message_id` text NOT NULL,
	`attempt` integer NOT NULL,
	`outcome` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `message_id`, `attempt`)
);
--> statement-breakpoint
CREATE INDEX `deliveries_by_time` ON `deliveries` (`district_id`,`at`);--> statement-breakpoint
CREATE TABLE `districts` (
	`district_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`short_name` text NOT NULL,
	`zone` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `invitations` (
	`district_id` text NOT NULL,
	`wave_id` text NOT NULL,
	`site_id` text NOT NULL,
	`invited_on` text,
	`reminders_sent` integer NOT NULL,
	`answer` text,
	`answered_at` integer,
	`call_logged_at` integer,
	PRIMARY KEY(`district_id`, `wave_id`, `site_id`),
	FOREIGN KEY (`district_id`,`wave_id`) REFERENCES `waves`(`district_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `invitations_by_site` ON `invitations` (`district_id`,`site_id`);--> statement-breakpoint
CREATE TABLE `joinings` (
	`district_id` text NOT NULL,
	`site_id` text NOT NULL,
	`wave_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `site_id`)
);
--> statement-breakpoint
CREATE TABLE `local_messages` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`key` text NOT NULL,
	`conversation` text NOT NULL,
	`card` text NOT NULL,
	`at` integer NOT NULL,
	`edited_at` integer,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `local_messages_by_key` ON `local_messages` (`district_id`,`key`);--> statement-breakpoint
CREATE INDEX `local_messages_by_conversation` ON `local_messages` (`district_id`,`conversation`,`id`);--> statement-breakpoint
CREATE TABLE `nudges_sent` (
	`district_id` text NOT NULL,
	`subject` text NOT NULL,
	`nudge` text NOT NULL,
	`day` text NOT NULL,
	PRIMARY KEY(`district_id`, `subject`, `day`)
);
--> statement-breakpoint
CREATE TABLE `outbox_messages` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`action` text NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`conversation` text NOT NULL,
	`lane` text NOT NULL,
	`urgency` integer NOT NULL,
	`card` text,
	`of_key` text,
	`supersede_key` text,
	`group_key` text,
	`recipient_id` text,
	`budget_of` text,
	`week` text,
	`state` text NOT NULL,
	`due_at` integer NOT NULL,
	`expires_at` integer,
	`leased_until` integer,
	`attempts` integer NOT NULL,
	`place` text,
	`postponed` integer NOT NULL,
	`taken_back` text,
	`settled_at` integer,
	`handle` text,
	`reason` text NOT NULL,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_by_key` ON `outbox_messages` (`district_id`,`key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox_messages` (`district_id`,`platform`,`due_at`) WHERE state in ('waiting', 'leased');--> statement-breakpoint
CREATE INDEX `outbox_lane` ON `outbox_messages` (`district_id`,`lane`,`due_at`,`id`) WHERE state in ('waiting', 'leased');--> statement-breakpoint
CREATE INDEX `outbox_retries` ON `outbox_messages` (`district_id`,`due_at`) WHERE state = 'waiting' and attempts > 0;--> statement-breakpoint
CREATE INDEX `outbox_pace` ON `outbox_messages` (`district_id`,`settled_at`,`lane`);--> statement-breakpoint
CREATE INDEX `outbox_supersede` ON `outbox_messages` (`district_id`,`supersede_key`,`state`);--> statement-breakpoint
CREATE INDEX `outbox_group` ON `outbox_messages` (`district_id`,`group_key`,`state`);--> statement-breakpoint
CREATE INDEX `outbox_budget` ON `outbox_messages` (`district_id`,`budget_of`,`week`);--> statement-breakpoint
CREATE TABLE `persons` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`given_name` text NOT NULL,
	`family_name` text NOT NULL,
	`preferred_given_name` text,
	`preferred_family_name` text,
	`email` text,
	`username` text,
	`search_key` text NOT NULL,
	`active` integer NOT NULL,
	`home_site_id` text,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `persons_by_home` ON `persons` (`district_id`,`home_site_id`);--> statement-breakpoint
CREATE TABLE `preferences` (
	`district_id` text NOT NULL,
	`person_id` text NOT NULL,
	`stopped_at` integer,
	`waves_stopped_at` integer,
	`nudges_asked_at` integer,
	`thanks` text NOT NULL,
	PRIMARY KEY(`district_id`, `person_id`),
	FOREIGN KEY (`district_id`,`person_id`) REFERENCES `persons`(`district_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `schedule` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`campaign` text NOT NULL,
	`subject` text NOT NULL,
	`next_at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `schedule_due` ON `schedule` (`district_id`,`next_at`);--> statement-breakpoint
CREATE TABLE `seen_events` (
	`district_id` text NOT NULL,
	`key_hash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `key_hash`)
);
--> statement-breakpoint
CREATE INDEX `seen_events_by_time` ON `seen_events` (`district_id`,`at`);--> statement-breakpoint
CREATE TABLE `settings` (
	`district_id` text NOT NULL,
	`name` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`district_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `shout_out_receivers` (
	`district_id` text NOT NULL,
	`shout_out_id` text NOT NULL,
	`person_id` text NOT NULL,
	`told_by` text,
	PRIMARY KEY(`district_id`, `shout_out_id`, `person_id`),
	FOREIGN KEY (`district_id`,`shout_out_id`) REFERENCES `shout_outs`(`district_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `receivers_by_person` ON `shout_out_receivers` (`district_id`,`person_id`,`told_by`);--> statement-breakpoint
CREATE TABLE `shout_outs` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`giver_id` text NOT NULL,
	`text` text NOT NULL,
	`helped` text NOT NULL,
	`practice` text NOT NULL,
	`value` text NOT NULL,
	`share` text NOT NULL,
	`site_id` text,
	`at` integer NOT NULL,
	`week` text NOT NULL,
	`hidden_at` integer,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `shout_outs_by_time` ON `shout_outs` (`district_id`,`at`);--> statement-breakpoint
CREATE INDEX `shout_outs_by_giver` ON `shout_outs` (`district_id`,`giver_id`,`at`);--> statement-breakpoint
CREATE TABLE `sites` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`level` text NOT NULL,
	`cluster_id` text,
	`zone` text NOT NULL,
	`bells` text NOT NULL,
	`signature` text,
	`platform` text,
	`channel_name` text,
	`core_materials` text NOT NULL,
	`active` integer NOT NULL,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `waves` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`sender_id` text NOT NULL,
	`time_needed` text NOT NULL,
	`start_month` text NOT NULL,
	`next_wave_month` text NOT NULL,
	`window_days` integer NOT NULL,
	`opened_at` integer,
	`closes_on` text,
	PRIMARY KEY(`district_id`, `id`)
);
