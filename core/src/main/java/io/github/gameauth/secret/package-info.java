// SPDX-License-Identifier: Apache-2.0
/**
 * Values that must not be shown: tokens, passwords, API keys. Open {@link
 * io.github.gameauth.secret.Secret} first; {@link io.github.gameauth.secret.Fingerprint} is what
 * caches and stores keep instead of one.
 */
@NullMarked
package io.github.gameauth.secret;

import org.jspecify.annotations.NullMarked;
