DROP INDEX "sources_merged";--> statement-breakpoint
DROP INDEX "sources_by_title_key";--> statement-breakpoint
CREATE INDEX "merges_of_gone" ON "merges" USING btree ("gone_id");--> statement-breakpoint
CREATE INDEX "sources_by_merged_into" ON "sources" USING btree ("merged_into");--> statement-breakpoint
CREATE INDEX "sources_by_bare_title" ON "sources" USING btree ("title_key");