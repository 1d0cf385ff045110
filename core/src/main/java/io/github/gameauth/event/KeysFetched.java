// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.event;

import java.time.Duration;

/**
 * One attempt to fetch a key set or a discovery document.
 *
 * @param issuer the issuer's configured name
 * @param cause why it was fetched: {@code FIRST}, {@code SCHEDULED}, {@code EXPIRY}, {@code
 *     UNKNOWN_KEY} or {@code ASKED}
 * @param outcome {@code NEW}, {@code UNCHANGED}, or a failure's code such as {@code TIMEOUT},
 *     {@code STATUS}, {@code TOO_LARGE}, {@code NOT_A_KEY_SET} or {@code NO_USABLE_KEY}
 * @param status the HTTP status, or 0 if none came
 * @param contentType the media type the issuer sent, clipped and printable; empty if none
 * @param usableKeys how many keys the answer held that may be used
 * @param refusedKeys how many entries were left out
 * @param took how long it took
 */
public record KeysFetched(
    String issuer,
    String cause,
    String outcome,
    int status,
    String contentType,
    int usableKeys,
    int refusedKeys,
    Duration took) {}
