// Executes templates as Ollama does, over .System and .Messages, and compares what they write.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/template"
)

type message struct{ Role, Content string }

type templateCase struct {
	Name, Template, Wanted string
	Data                   struct {
		System   string
		Messages []message
	}
}

func main() {
	content, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var cases []templateCase
	if err := json.Unmarshal(content, &cases); err != nil {
		panic(err)
	}
	wrong := 0
	for _, each := range cases {
		var text strings.Builder
		// Ollama gives templates a map with these two names, and messages as pointers to structs.
		data := map[string]any{"System": each.Data.System, "Messages": each.Data.Messages}
		if err := template.Must(template.New(each.Name).Option("missingkey=zero").Parse(each.Template)).Execute(&text, data); err != nil {
			panic(err)
		}
		if text.String() != each.Wanted {
			wrong++
			fmt.Printf("%s: wanted %q\n  came %q\n", each.Name, each.Wanted, text.String())
		}
	}
	fmt.Printf("Ollama templates: %d of %d texts are those of training\n", len(cases)-wrong, len(cases))
	if wrong > 0 {
		os.Exit(1)
	}
}
