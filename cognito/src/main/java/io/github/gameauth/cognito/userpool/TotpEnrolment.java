// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

/**
 * An authenticator app that is being bound within a sign-in.
 *
 * @param setup what to show to the player
 * @param challenge what to answer with the app's first code, in place of the challenge before
 */
public record TotpEnrolment(TotpSetup setup, Challenge.SetUpMfa challenge) {}
