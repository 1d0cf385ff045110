// SPDX-License-Identifier: Apache-2.0
/** Open {@link io.github.gameauth.examples.tokenservice.TokenService} first. */
@NullMarked
package io.github.gameauth.examples.tokenservice;

import org.jspecify.annotations.NullMarked;
