// SPDX-License-Identifier: Apache-2.0
/**
 * Published test vectors, read for the tests of the packages they concern. Open {@link
 * io.github.gameauth.vectors.Wycheproof} first; the files and their origin lie under {@code
 * resources/vectors}.
 */
@NullMarked
package io.github.gameauth.vectors;

import org.jspecify.annotations.NullMarked;
