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
    for f in files {
        let rel = f.strip_prefix(&dir).unwrap().to_string_lossy().into_owned();
        let src = SourceFile::new(FileId::new(rel.clone()), rel.clone(), &std::fs::read(&f).unwrap());
        let opt = ParseOptions::default();
        let doc = parse(&src, &opt).value;
        let w = canonical::write(&src, &doc, &opt, &[]);
        let again = SourceFile::new(FileId::new(rel.clone()), rel.clone(), w.text.as_bytes());
        let doc2 = parse(&again, &opt).value;
        let w2 = canonical::write(&again, &doc2, &opt, &[]);
        let stable = w.text == w2.text && w.manner == w2.manner;
        match w.manner { Manner::Canonical => c += 1, Manner::CarriedOver => o += 1, Manner::Kept => { k += 1;
            println!("KEPT {rel} {}", doc.questions().count());
            println!("{}", canonical::why(&src, &doc, &opt));
        } }
        if let Some((a,b)) = compare::difference(&doc, &doc2) { println!("DIFF {rel}\n  {:?}\n  {:?}", a.map(|a|a.what), b.map(|b|b.what)); }
        if !stable { println!("UNSTABLE {rel}"); 
            for (l1,l2) in w.text.lines().zip(w2.text.lines()) { if l1 != l2 { println!("   {l1:?}\n   {l2:?}"); break } } }
        if let Ok(o) = std::env::var("PROBE_OUT") { let p = Path::new(&o).join(&rel); std::fs::create_dir_all(p.parent().unwrap()).unwrap(); std::fs::write(p, &w.text).unwrap(); }
    }
    println!("canonical {c} carried {o} kept {k}");
}
