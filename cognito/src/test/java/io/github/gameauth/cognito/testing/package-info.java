// SPDX-License-Identifier: Apache-2.0
/**
 * Stand-ins of Amazon Cognito for tests: a user pool and an identity pool on loopback that judge as
 * strictly as the real ones. Open {@link io.github.gameauth.cognito.testing.TestUserPool} first.
 */
@NullMarked
package io.github.gameauth.cognito.testing;

import org.jspecify.annotations.NullMarked;
