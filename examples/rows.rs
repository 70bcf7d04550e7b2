use prepbook::model::*;use prepbook::source::*;use prepbook::parse::*;
fn main(){ let dir=std::env::args().nth(1).unwrap();
 let site=locate(std::path::Path::new(&dir)).unwrap(); let inputs=read_inputs(&site,&ReadOptions::default()).unwrap();
 for f in &inputs.documents { let d=parse(f,&ParseOptions::default()); let ix=LineIndex::new(&f.text);
  eprintln!("{}: {} parts {:?} form {} level {} why {} dropped {} repairs {} diags {}", f.path, d.value.parts.len(), d.value.parts.iter().map(|p|p.kind().name()).collect::<Vec<_>>(), d.value.reading.form,d.value.reading.level,d.value.reading.why,d.value.reading.dropped.len(),d.value.reading.repairs,d.diagnostics.len());
  let mut diags=d.diagnostics.clone(); diags.sort(); for x in &diags { let l=x.span.map(|s|ix.line(s.start as usize)); eprintln!("   {:?} {} {}", l, x.code, x.message); }
  let row=|line:Span,end:u32,title:String,section:Option<String>,answered:bool,fu:usize|{ println!("{}", serde_json::json!({"file":&*f.path,"line":ix.line(line.start as usize),"end_line":ix.line((end as usize).saturating_sub(1)),"title":title,"section":section,"answered":answered,"follow_ups":fu})); };
  for p in &d.value.parts { match &p.body {
   PartBody::Questions(s)=> for sec in &s.sections { let t=prepbook::model::prose::plain_text(&sec.title); for q in &sec.questions { row(q.title_span,q.span.end,q.title_text(),(!t.is_empty()).then(||t.clone()),q.is_answered(),q.follow_ups.len()); } },
   PartBody::Scenario(_)=> for q in p.questions(){ row(q.title_span,q.span.end,q.title_text(),Some(prepbook::model::prose::plain_text(&p.title)),q.is_answered(),q.follow_ups.len()); },
   PartBody::Transcript(t)=> for i in &t.items { if let TranscriptItem::Exchange(e)=i { row(e.span,e.span.end,e.title_text(),None,!e.replies.is_empty(),0);} },
   _=>{} } } } }
