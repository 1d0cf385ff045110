-- SPDX-License-Identifier: Apache-2.0
-- Why tokens are dead: ENDED or BANNED. Older servers that write beside newer ones leave it out.
ALTER TABLE ga_revocation ADD COLUMN IF NOT EXISTS cause VARCHAR(16) DEFAULT 'ENDED' NOT NULL;
