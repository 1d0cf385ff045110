// SPDX-License-Identifier: Apache-2.0

/**
 * Proves a password without sending it, by SRP with Cognito's own padding and proof, for players
 * and for remembered devices. Not exported. Open {@link io.github.gameauth.cognito.srp.SrpClient}
 * first.
 */
@NullMarked
package io.github.gameauth.cognito.srp;

import org.jspecify.annotations.NullMarked;
