// SPDX-License-Identifier: Apache-2.0

/**
 * What adapters are tested with: {@code PlatformAdapterContract}, which every adapter's test
 * implements, and {@code TestPlatforms}, which plays the platforms' hosts.
 */
package io.github.gameauth.adapters.testing;
