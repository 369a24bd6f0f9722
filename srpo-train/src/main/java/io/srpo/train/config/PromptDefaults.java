package io.srpo.train.config;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where thinking and answer stand when a configuration does not say: that hangs from the template, which a schema cannot express. */
final class PromptDefaults {
    private PromptDefaults() {}

    static void fill(ConfigFile config) {
        ObjectNode prompt = (ObjectNode) config.tree().get("prompt");
        boolean chat = prompt.get("template").textValue().equals("chat");
        if (!prompt.has("think")) {
            if (chat) {
                prompt.putNull("think");
            } else {
                prompt.putArray("think").add("<think>").add("</think>");
            }
        }
        if (!prompt.has("answer")) {
            if (chat) {
                prompt.putArray("answer").add("boxed").add("phrase").add("last-number");
            } else {
                prompt.putArray("answer").add("<answer>").add("</answer>");
            }
        }
    }
}
