// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

/**
 * A code that a {@link TestUserPool} would have sent by SMS or e-mail.
 *
 * @param userName the user's internal name
 * @param medium {@code SMS} or {@code EMAIL}
 * @param destination the number or address, unmasked
 * @param code what the message says
 */
public record SentCode(String userName, String medium, String destination, String code) {}
