// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

/**
 * What all leases of one issuer in one registry have in common, so that each holds it by one
 * reference.
 */
record LeaseHome<C>(ConnectionRegistry<C> registry, String issuer) {}
