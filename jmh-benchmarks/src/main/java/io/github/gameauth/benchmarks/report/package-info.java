// SPDX-License-Identifier: Apache-2.0
/**
 * From the files that measurements leave to the tables and charts that people read. Open {@link
 * io.github.gameauth.benchmarks.report.Tables} first.
 */
@NullMarked
package io.github.gameauth.benchmarks.report;

import org.jspecify.annotations.NullMarked;
