package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// change is one mutant: a place in a file, and what is done to it.
type change struct {
	file string
	line int
	what string
}

// rewriting is one file while its mutants are written into it.
type rewriting struct {
	name    string
	source  []byte
	set     *token.FileSet
	file    *ast.File
	first   int // the number of its first change
	changes []change
	edits   []edit
}

// edit replaces a part of the source. What stands inside it may have edits too.
type edit struct {
	from, to int
	write    func(inner func(from, to int) string) string
}

// rewrite writes all mutants of a file into one source. They are numbered from first on.
func rewrite(name string, source []byte, first int) (mutated string, changes []change, err error) {
	r := &rewriting{name: name, source: source, set: token.NewFileSet(), first: first}
	r.file, err = parser.ParseFile(r.set, name, source, parser.SkipObjectResolution)
	if err != nil {
		return "", nil, err
	}
	for _, d := range r.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			ast.Inspect(f.Body, r.visit)
		}
	}
	slices.SortStableFunc(r.edits, func(a, b edit) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return b.to - a.to
	})
	mutated, _ = r.render(0, len(source), 0)
	return withImport(mutated, r.file.Name.Name, len(r.changes) > 0), r.changes, nil
}

// withImport adds the package that switches mutants on. Line numbers stay.
func withImport(source, name string, needed bool) string {
	if !needed {
		return source
	}
	clause := "\npackage " + name
	return strings.Replace("\n"+source, clause, clause+`; import "github.com/capillary-go/sdk/internal/proofs/mutate/mutant"`, 1)[1:]
}

// render writes a part of the source with the edits in it, of those from the nth on, and says which edit comes next.
func (r *rewriting) render(from, to, nth int) (text string, next int) {
	var b strings.Builder
	for nth < len(r.edits) {
		e := r.edits[nth]
		if e.from < from {
			nth++
			continue
		}
		if e.to > to {
			break
		}
		b.Write(r.source[from:e.from])
		nth++
		b.WriteString(e.write(func(from, to int) string {
			inner, _ := r.render(from, to, nth)
			return inner
		}))
		from = e.to
	}
	b.Write(r.source[from:to])
	return b.String(), nth
}

func (r *rewriting) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.IfStmt:
		r.negate(n.Cond)
	case *ast.ForStmt:
		if n.Cond != nil {
			r.negate(n.Cond)
		}
	case *ast.SwitchStmt:
		if n.Tag == nil {
			r.negateCases(n.Body)
		}
	case *ast.BlockStmt:
		r.drop(n.List)
	case *ast.CaseClause:
		r.drop(n.Body)
	case *ast.CommClause:
		r.drop(n.Body)
	case *ast.ReturnStmt:
		for _, e := range n.Results {
			if id, ok := e.(*ast.Ident); ok && (id.Name == "true" || id.Name == "false") {
				r.negate(e)
			}
		}
	case *ast.BinaryExpr:
		r.swap(n)
	}
	return true
}

func (r *rewriting) offset(p token.Pos) int { return r.set.Position(p).Offset }

// add notes a change, and gives its number.
func (r *rewriting) add(n ast.Node, what string) int {
	r.changes = append(r.changes, change{r.name, r.set.Position(n.Pos()).Line, what})
	return r.first + len(r.changes) - 1
}

func (r *rewriting) text(n ast.Node) string {
	text := string(r.source[r.offset(n.Pos()):r.offset(n.End())])
	text, _, _ = strings.Cut(text, "\n")
	return text
}

func (r *rewriting) negate(condition ast.Expr) {
	number := r.add(condition, "not: "+r.text(condition))
	from, to := r.offset(condition.Pos()), r.offset(condition.End())
	r.edits = append(r.edits, edit{from, to, func(inner func(int, int) string) string {
		return fmt.Sprintf("mutant.Not(%d, %s)", number, inner(from, to))
	}})
}

func (r *rewriting) negateCases(body *ast.BlockStmt) {
	for _, s := range body.List {
		for _, condition := range s.(*ast.CaseClause).List {
			r.negate(condition)
		}
	}
}

// drop leaves statements out, one in each mutant. What declares something stays, and so does a panic: a function may end there.
func (r *rewriting) drop(all []ast.Stmt) {
	for _, s := range all {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE {
				continue
			}
		case *ast.ExprStmt:
			if call, ok := s.X.(*ast.CallExpr); ok && isPanic(call) {
				continue
			}
		case *ast.IncDecStmt, *ast.DeferStmt, *ast.SendStmt:
		default:
			continue
		}
		number := r.add(s, "without: "+r.text(s))
		from, to := r.offset(s.Pos()), r.offset(s.End())
		r.edits = append(r.edits, edit{from, to, func(inner func(int, int) string) string {
			return fmt.Sprintf("if mutant.Keep(%d) { %s }", number, inner(from, to))
		}})
	}
}

func isPanic(call *ast.CallExpr) bool {
	name, ok := call.Fun.(*ast.Ident)
	return ok && name.Name == "panic"
}

var swapped = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LAND: token.LOR, token.LOR: token.LAND,
}

func (r *rewriting) swap(e *ast.BinaryExpr) {
	other, ok := swapped[e.Op]
	if !ok {
		return
	}
	number := r.add(e, fmt.Sprintf("%s for %s: %s", other, e.Op, r.text(e)))
	left, right := [2]int{r.offset(e.X.Pos()), r.offset(e.X.End())}, [2]int{r.offset(e.Y.Pos()), r.offset(e.Y.End())}
	r.edits = append(r.edits, edit{left[0], right[1], func(inner func(int, int) string) string {
		x, y := inner(left[0], left[1]), inner(right[0], right[1])
		return fmt.Sprintf("mutant.Swap(%d, func() bool { return %s %s %s }, func() bool { return %s %s %s })", number, x, e.Op, y, x, other, y)
	}})
}
