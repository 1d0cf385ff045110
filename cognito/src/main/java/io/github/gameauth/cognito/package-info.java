// SPDX-License-Identifier: Apache-2.0

/**
 * Amazon Cognito for game servers: what names a pool, and its tokens as something that a verifier
 * can trust. Open {@link io.github.gameauth.cognito.UserPoolId} first.
 */
@NullMarked
package io.github.gameauth.cognito;

import org.jspecify.annotations.NullMarked;
