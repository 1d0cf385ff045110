// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.platform.GuestCredential;

/**
 * A guest who was just made.
 *
 * @param account the guest's account
 * @param credential what the guest's device has to keep; the server keeps a fingerprint alone, so
 *     this is the only time it can be handed out
 */
public record NewGuest(Account account, GuestCredential credential) {}
