// SPDX-License-Identifier: Apache-2.0
/**
 * All stores in PostgreSQL, by plain JDBC over a {@code DataSource} that the host brings; H2 in
 * PostgreSQL mode does as well. Open {@link io.github.gameauth.storage.postgres.PostgresStores}
 * first.
 *
 * <p>Classes called {@code …Rows} hold the statements of one table and run within somebody else's
 * transaction; those called {@code Postgres…Store} say what is one transaction.
 */
@NullMarked
package io.github.gameauth.storage.postgres;

import org.jspecify.annotations.NullMarked;
