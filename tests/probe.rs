use std::path::{Path, PathBuf};
use prepbook::canonical::{self, Manner, compare};
use prepbook::parse::{ParseOptions, parse};
use prepbook::source::{FileId, SourceFile};
fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
    for e in std::fs::read_dir(dir).unwrap() { let p = e.unwrap().path();
        if p.is_dir() { if !p.file_name().unwrap().to_string_lossy().starts_with('.') { walk(&p, out) } } else if p.extension().is_some_and(|e| e == "md") { out.push(p) } }
}
#[test]
fn probe() {
    let Ok(dir) = std::env::var("PROBE") else { return };
    let mut files = Vec::new(); walk(Path::new(&dir), &mut files); files.sort();
    let (mut c, mut o, mut k) = (0,0,0);
    let all: Vec<SourceFile> = files.iter().map(|f| { let rel = f.strip_prefix(&dir).unwrap().to_string_lossy().into_owned(); SourceFile::new(FileId::new(rel.clone()), rel.clone(), &std::fs::read(&f).unwrap())}).collect();
    let whole = prepbook::parse::whole_files(&all);
    for (f, whole_file) in files.into_iter().zip(whole) {
        let rel = f.strip_prefix(&dir).unwrap().to_string_lossy().into_owned();
        let src = SourceFile::new(FileId::new(rel.clone()), rel.clone(), &std::fs::read(&f).unwrap());
        let opt = ParseOptions { whole_file, ..ParseOptions::default() };
        let doc = parse(&src, &opt).value;
        let w = canonical::write(&src, &doc, &opt, &[]);
        let again = SourceFile::new(FileId::new(rel.clone()), rel.clone(), w.text.as_bytes());
        let doc2 = parse(&again, &opt).value;
        let w2 = canonical::write(&again, &doc2, &opt, &[]);
        let stable = w.text == w2.text && w.manner == w2.manner;
        match w.manner { Manner::Canonical => c += 1, Manner::CarriedOver => o += 1, Manner::Kept => { k += 1;
            println!("KEPT {rel} {}", doc.questions().count());
        } }
        if let Some((a,b)) = compare::difference(&doc, &doc2) { println!("DIFF {rel}\n  {:?}\n  {:?}", a.map(|a|a.what), b.map(|b|b.what)); }
        if !stable { println!("UNSTABLE {rel}"); 
            for (l1,l2) in w.text.lines().zip(w2.text.lines()) { if l1 != l2 { println!("   {l1:?}\n   {l2:?}"); break } } }
        if let Ok(o) = std::env::var("PROBE_OUT") { let p = Path::new(&o).join(&rel); std::fs::create_dir_all(p.parent().unwrap()).unwrap(); std::fs::write(p, &w.text).unwrap(); }
    }
    println!("canonical {c} carried {o} kept {k}");
}
#[test]
fn blocks() {
    let Ok(dir) = std::env::var("BLOCKS") else { return };
    let mut files = Vec::new(); walk(Path::new(&dir), &mut files); files.sort();
    let (mut n, mut bad) = (0,0);
    for f in files {
        let Ok(bytes) = std::fs::read(&f) else { continue };
        let src = SourceFile::new(FileId::new("x.md"), "x.md", &bytes);
        let bs = prepbook::parse::blocks(&src.text, None);
        let bs: Vec<_> = bs.into_iter().filter(|b| !matches!(b.kind, prepbook::model::BlockKind::Footnote{..})).collect();
        for b in &bs {
            n += 1;
            let want = canonical::same::blocks(std::slice::from_ref(b));
            if want.contains("\u{2}note\u{3}") { continue }
            let p = prepbook::model::Prose::new(vec![b.clone()]);
            let t = canonical::prose(&p, None);
            let got = canonical::same::blocks(&prepbook::parse::blocks(&t, None));
            if want != got { bad += 1;
                let k = want.chars().zip(got.chars()).take_while(|(x, y)| x == y).count();
                let s = k.saturating_sub(50);
                println!("BAD {}:{}\n   A {:?}\n   B {:?}", f.display(), src.text[..b.span.start as usize].matches('\n').count()+1, want.chars().skip(s).take(140).collect::<String>(), got.chars().skip(s).take(140).collect::<String>());
                if std::env::var("V").is_ok() { println!("{t}\n----"); }
            }
        }
        let p = prepbook::model::Prose::new(bs.clone());
        let whole = canonical::prose(&p, None);
        let again = prepbook::parse::blocks(&whole, None);
        let w2 = canonical::prose(&prepbook::model::Prose::new(again), None);
        if w2 != whole { println!("UNSTABLE {}", f.display()); for (l1,l2) in whole.lines().zip(w2.lines()) { if l1 != l2 { println!("   {l1:?}\n   {l2:?}"); break } } }
    }
    println!("blocks {n} bad {bad}");
}
#[test]
fn canon() {
    let Ok(f) = std::env::var("CANON") else { return };
    let src = SourceFile::new(FileId::new("README.md"), "README.md", &std::fs::read(&f).unwrap());
    let opt = ParseOptions::default();
    let doc = parse(&src, &opt).value;
    println!("{}", canonical::forced(&doc, &opt));
}
