package dev.perennial.cli;

/**
 * What the arguments ask for.
 *
 * @param path the words that lead to the command, the program's own first
 * @param own what the command takes beside
 * @param common what every command takes
 */
record Call(String path, Command command, Syntax own, Syntax common, Grammar.Start start) {
    String help() {
        return helpOf(path);
    }

    static String helpOf(String path) {
        return path + " --help tells what is possible";
    }
}
