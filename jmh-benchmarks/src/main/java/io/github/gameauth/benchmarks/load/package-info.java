// SPDX-License-Identifier: Apache-2.0
/**
 * Players who log in whether or not those before them are through. Open {@link
 * io.github.gameauth.benchmarks.load.LoginLoad} first.
 */
@NullMarked
package io.github.gameauth.benchmarks.load;

import org.jspecify.annotations.NullMarked;
