// SPDX-License-Identifier: Apache-2.0
/**
 * What a server may watch: one interface, {@link io.github.gameauth.event.AuthListener}, whose
 * methods do nothing until overridden. No argument holds a token, a secret or a claim's value.
 */
@NullMarked
package io.github.gameauth.event;

import org.jspecify.annotations.NullMarked;
