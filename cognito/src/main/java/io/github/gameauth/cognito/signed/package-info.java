// SPDX-License-Identifier: Apache-2.0

/**
 * Operations that need AWS credentials: a server vouches for its players before an identity pool,
 * and mirrors accounts and bans into a user pool. Needs {@code
 * software.amazon.awssdk:http-auth-aws}, AWS's own signer, which is optional. Open {@link
 * io.github.gameauth.cognito.signed.DeveloperIdentities} or {@link
 * io.github.gameauth.cognito.signed.UserPoolAdmin} first.
 */
@NullMarked
package io.github.gameauth.cognito.signed;

import org.jspecify.annotations.NullMarked;
