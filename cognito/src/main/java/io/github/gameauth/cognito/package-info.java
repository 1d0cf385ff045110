// SPDX-License-Identifier: Apache-2.0

/**
 * Amazon Cognito for game servers: what names a pool, its tokens and those of load balancers in
 * front of it as something that a verifier can trust, and the pool as one more way into a session
 * exchange. Open {@link io.github.gameauth.cognito.CognitoIssuer} first, then {@link
 * io.github.gameauth.cognito.CognitoAdapter}.
 */
@NullMarked
package io.github.gameauth.cognito;

import org.jspecify.annotations.NullMarked;
