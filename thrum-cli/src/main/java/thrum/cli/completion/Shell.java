package thrum.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import thrum.cli.completion.CompletionNode.Item;

/** The shells that a script can be written for. */
enum Shell {
  BASH("~/.bashrc: source <(thrum completion bash)") {
    @Override
    String script(List<CompletionNode> nodes) {
      return """
          # Completion of thrum for bash.
          _thrum() {
            local cur="${COMP_WORDS[COMP_CWORD]}" at="" word words="" i
            for ((i = 1; i < COMP_CWORD; i++)); do
              word="${COMP_WORDS[i]}"
              case "${at:+$at }$word" in
                %s) at="${at:+$at }$word" ;;
              esac
            done
            case "$at" in
          %s
            esac
            COMPREPLY=($(compgen -W "$words" -- "$cur"))
          }
          complete -o default -F _thrum thrum
          """.formatted(paths(nodes, "|"), cases(nodes));
    }

    private String cases(List<CompletionNode> nodes) {
      return nodes.stream()
          .map(node -> "    " + quoted(node.path()) + ") words=" + quoted(all(node).stream()
              .map(Item::text)
              .collect(Collectors.joining(" "))) + " ;;")
          .collect(Collectors.joining("\n"));
    }
  },

  ZSH("~/.zshrc: source <(thrum completion zsh)") {
    @Override
    String script(List<CompletionNode> nodes) {
      return """
          #compdef thrum
          # Completion of thrum for zsh.
          _thrum() {
            local at="" word
            local -a items
            for word in "${(@)words[2,CURRENT-1]}"; do
              case "${at:+$at }$word" in
                %s) at="${at:+$at }$word" ;;
              esac
            done
            case "$at" in
          %s
            esac
            if (( ${#items} )); then _describe thrum items; fi
            [[ "$words[CURRENT]" == -* ]] || _files
          }
          compdef _thrum thrum
          """.formatted(paths(nodes, "|"), cases(nodes));
    }

    private String cases(List<CompletionNode> nodes) {
      return nodes.stream()
          .map(node -> "    " + quoted(node.path()) + ") items=(" + all(node).stream()
              .map(item -> quoted(item.text() + (item.description().isEmpty() ? ""
                  : ":" + item.description().replace(":", "\\:"))))
              .collect(Collectors.joining(" ")) + ") ;;")
          .collect(Collectors.joining("\n"));
    }
  },

  FISH("~/.config/fish/config.fish: thrum completion fish | source") {
    @Override
    String script(List<CompletionNode> nodes) {
      return """
          # Completion of thrum for fish.
          function __thrum_at
            set -l at ''
            for word in (commandline -opc)[2..-1]
              switch (string trim "$at $word")
                case %s
                  set at (string trim "$at $word")
              end
            end
            test "$at" = "$argv[1]"
          end
          """.formatted(paths(nodes, " ")) + nodes.stream().map(this::lines).collect(Collectors.joining());
    }

    private String lines(CompletionNode node) {
      String at = "complete -c thrum -n \"__thrum_at '" + node.path() + "'\" ";
      return node.words()
          .stream()
          .map(item -> at + "-f -a " + item.text() + described(item))
          .collect(Collectors.joining())
          + node.flags()
              .stream()
              .map(item -> at + "-l " + item.text().substring(2) + described(item))
              .collect(Collectors.joining());
    }

    private String described(Item item) {
      return (item.description().isEmpty() ? "" : " -d " + quoted(item.description())) + "\n";
    }

    @Override
    String quoted(String text) {
      return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
  },

  POWERSHELL("your profile: thrum completion powershell | Out-String | Invoke-Expression") {
    @Override
    String script(List<CompletionNode> nodes) {
      return """
          # Completion of thrum for PowerShell.
          Register-ArgumentCompleter -Native -CommandName thrum -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $table = @{
          %s
            }
            $at = ''
            foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
              if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete) { break }
              $next = "$at $($element.Extent.Text)".Trim()
              if ($table.ContainsKey($next)) { $at = $next }
            }
            foreach ($item in $table[$at]) {
              if ($item[0] -like "$wordToComplete*") {
                [System.Management.Automation.CompletionResult]::new($item[0], $item[0], 'ParameterValue', $item[1])
              }
            }
          }
          """
          .formatted(nodes.stream().map(this::row).collect(Collectors.joining("\n")));
    }

    private String row(CompletionNode node) {
      return "    " + quoted(node.path()) + " = @(" + all(node).stream()
          .map(item -> ",@(" + quoted(item.text()) + ", "
              + quoted(item.description().isEmpty() ? item.text() : item.description()) + ")")
          .collect(Collectors.joining("; ")) + ")";
    }

    @Override
    String quoted(String text) {
      return "'" + text.replace("'", "''") + "'";
    }
  };

  private final String installation;

  Shell(String installation) {
    this.installation = installation;
  }

  /** Which line goes into which file of the user. */
  String installation() {
    return installation;
  }

  /** The whole script. */
  abstract String script(List<CompletionNode> nodes);

  /** The text as one word of the shell. */
  String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  String paths(List<CompletionNode> nodes, String separator) {
    return nodes.stream()
        .map(CompletionNode::path)
        .filter(path -> !path.isEmpty())
        .map(this::quoted)
        .collect(Collectors.joining(separator));
  }

  static List<Item> all(CompletionNode node) {
    return Stream.concat(node.words().stream(), node.flags().stream()).toList();
  }
}
