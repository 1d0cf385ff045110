// SPDX-License-Identifier: Apache-2.0
/**
 * Checks players' tokens. Open {@link io.github.gameauth.verify.TokenVerifier} first; a {@link
 * io.github.gameauth.verify.TrustedIssuer} says whom it believes, a {@link
 * io.github.gameauth.verify.Verification} is what it answers.
 */
@NullMarked
package io.github.gameauth.verify;

import org.jspecify.annotations.NullMarked;
