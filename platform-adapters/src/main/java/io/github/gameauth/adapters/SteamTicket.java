// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.secret.Secret;

/**
 * What a Steam client got from {@code ISteamUser::GetAuthTicketForWebApi(identity)}.
 *
 * @param ticket the ticket's bytes in hexadecimal digits of either case, two for each byte
 */
public record SteamTicket(Secret ticket) {}
