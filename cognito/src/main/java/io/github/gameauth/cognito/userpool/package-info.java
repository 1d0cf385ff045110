// SPDX-License-Identifier: Apache-2.0

/**
 * Players of a user pool: how they sign up, sign in, and what they may do then. Open {@link
 * io.github.gameauth.cognito.userpool.UserPool} first, and {@link
 * io.github.gameauth.cognito.userpool.SignInStep} for what a sign-in may come to.
 */
@NullMarked
package io.github.gameauth.cognito.userpool;

import org.jspecify.annotations.NullMarked;
