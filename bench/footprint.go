package bench

import (
	"bytes"
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// memory is what a process needs that does nothing but calls, by the rivals that differ in it.
func memory(_ *Options, b *backend) (finding, error) {
	var all []string
	for _, r := range memoryRivals {
		c, err := child("memory", r.name, b.fast)
		if err != nil {
			return finding{}, err
		}
		out, err := c.Output()
		if err != nil {
			return finding{}, err
		}
		all = append(all, r.name+" "+string(bytes.TrimSpace(out)))
	}
	return finding{measured: strings.Join(all, "; ")}, nil
}

var memoryRivals = []rival{ours, plainTuned}

// memoryProcess makes calls and prints what they took and left.
func memoryProcess(arguments []string) error {
	for _, r := range memoryRivals {
		if r.name != arguments[0] {
			continue
		}
		c, err := r.open(arguments[1])
		if err != nil {
			return err
		}
		for _, do := range []call{tier, customerDetails, transactions} {
			if _, err := storm(do, c, 64, 300*time.Millisecond, 0); err != nil {
				return err
			}
		}
		runtime.GC()
		runtime.GC() // the pools keep what they have over the first one
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak, err := peakMemory()
		if err != nil {
			return err
		}
		fmt.Printf("%.1f MB at most, heap of %.1f MB after", peak, float64(m.HeapAlloc)/1e6)
		return nil
	}
	return fmt.Errorf("no rival is called %s", arguments[0])
}

// peakMemory is the most that this process had in memory, in MB. What getrusage says begins with the parent's.
func peakMemory() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kilobytes float64
	_, err = fmt.Sscan(rest, &kilobytes)
	return kilobytes * 1024 / 1e6, err
}

// binarySize builds the quickstart and a program that has net/http and nothing else. The modules are those that
// "go version -m" lists.
func binarySize(*Options, *backend) (finding, error) {
	folder, err := os.MkdirTemp("", "bench")
	if err != nil {
		return finding{}, err
	}
	defer os.RemoveAll(folder)
	var all []string
	for _, p := range []struct{ name, path string }{
		{"quickstart", "github.com/capillary-go/sdk/examples/quickstart"},
		{"net/http", "github.com/capillary-go/sdk/bench/bare"},
	} {
		file := filepath.Join(folder, "program")
		if out, err := exec.Command("go", "build", "-o", file, p.path).CombinedOutput(); err != nil {
			return finding{}, fmt.Errorf("building %s (run it in the folder bench): %w\n%s", p.path, err, out)
		}
		size, err := os.Stat(file)
		if err != nil {
			return finding{}, err
		}
		info, err := buildinfo.ReadFile(file)
		if err != nil {
			return finding{}, err
		}
		all = append(all, fmt.Sprintf("%s %.1f MB with %d other modules", p.name, float64(size.Size())/1e6, len(info.Deps)))
	}
	return finding{measured: strings.Join(all, "; ")}, nil
}
