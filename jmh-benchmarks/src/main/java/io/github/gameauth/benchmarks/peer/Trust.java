// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.SampleIssuer;

/**
 * Whom a verifier shall believe, and whose signature checks it shall use.
 *
 * @param issuer the one issuer; its key is known from the start
 * @param crypto the provider, installed first in this JVM for everybody but us, who are handed it
 */
public record Trust(SampleIssuer issuer, Crypto crypto) {}
